-- Which kinds of code a lane's camera looks for on ordinary tickets: names with commas between.
alter table lane_setup add column ticket_codes text not null default 'QR'
    check (ticket_codes ~ '^(QR|AZTEC|DATA_MATRIX|PDF_417|CODE_128|EAN|ITF)(,(AZTEC|DATA_MATRIX|PDF_417|CODE_128|EAN|ITF))*$');
